import { Link } from 'wouter';
import { Icon, type IconName } from '../../components/icon.tsx';
import { Problem } from '../../components/problem.tsx';
import { Gap } from '../../components/sheet.tsx';
import { type Out, useAnswer } from '../../state/face.ts';
import type { Words } from '../../words/en.ts';
import { useWords } from '../../words/words.ts';
import { toneOf } from './part.tsx';
import classes from './upkeep.module.css';

type PartTile = {
  readonly name: keyof Words['upkeep']['parts'];
  /** Command of the server's engine without which there is nothing to show. */
  readonly needs: string;
  /** State file with its last word. */
  readonly state?: string;
  readonly icon: IconName;
};

const tiles: readonly PartTile[] = [
  { name: 'go-live', needs: 'golive', state: 'golive', icon: 'flag' },
  { name: 'prove', needs: 'prove', state: 'load-test', icon: 'people' },
  { name: 'backups', needs: 'backup list', state: 'backups', icon: 'disk' },
  { name: 'drift', needs: 'drift', state: 'drift', icon: 'pen' },
  { name: 'certificate', needs: 'certificate', state: 'certificate', icon: 'shield' },
  { name: 'names', needs: 'names', state: 'names', icon: 'tag' },
  { name: 'firewall', needs: 'firewall', state: 'firewall', icon: 'network' },
  { name: 'alerts', needs: 'alerts', state: 'alerts', icon: 'alert' },
  { name: 'reserve', needs: 'reserve', state: 'reserve', icon: 'save' },
  { name: 'upgrade', needs: 'upgrade', state: 'upgrade', icon: 'layers' },
  { name: 'support', needs: 'support', icon: 'box' },
  { name: 'secrets', needs: 'rotate', state: 'secrets', icon: 'key' },
];

/** Every part of the running server with its last word; what its engine does not know is not shown. */
export function Overview({ connection }: { readonly connection: string }) {
  const words = useWords().upkeep;
  const look = useAnswer('upkeep.look', { connection });
  if (look.isError) {
    return (
      <>
        <Problem error={look.error} onRetry={() => look.refetch()} />
        <Gap />
      </>
    );
  }
  const shown = tiles.filter(({ needs }) => look.data?.can.includes(needs) === true);
  if (look.data === undefined || shown.length === 0) return null;
  const { states } = look.data;
  const red = shown.filter(({ state }) => state !== undefined && states[state]?.ok === false);
  return (
    <nav aria-label={words.title} style={{ marginBottom: 16 }}>
      <h2 className={classes.heading}>{words.title}</h2>
      {red.length > 0 && (
        <p className={classes.red}>
          <Icon name="alert" size={18} />
          {words.red(red.map(({ name }) => words.parts[name].title))}
        </p>
      )}
      <ul className={classes.tiles}>
        {shown.map((tile) => (
          <li key={tile.name}>
            <Tile connection={connection} tile={tile} states={states} />
          </li>
        ))}
      </ul>
    </nav>
  );
}

type TileProps = {
  readonly connection: string;
  readonly tile: PartTile;
  readonly states: Out<'upkeep.look'>['states'];
};

function Tile({ connection, tile: { name, state, icon }, states }: TileProps) {
  const words = useWords().upkeep;
  const said = state === undefined ? undefined : states[state];
  const tone = said === undefined ? 'plain' : toneOf(said.ok);
  return (
    <Link href={`/c/${connection}/manage/${name}`} className={classes.tile} data-tone={tone}>
      <span className={classes.sign}>
        <Icon name={icon} size={22} />
      </span>
      <span>
        <strong>
          {words.parts[name].title}
          <span className="unseen">{tone === 'plain' ? '' : `, ${words.states[tone]}`}</span>
        </strong>
        <small>{breakable(said?.summary ?? words.parts[name].text)}</small>
      </span>
    </Link>
  );
}

/** Long paths break after a slash, not in the middle of a name. */
function breakable(text: string): string {
  return text.replaceAll('/', '/\u200b');
}
