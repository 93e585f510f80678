import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { ActButton } from '../../components/act-button.tsx';
import { Confirm } from '../../components/confirm.tsx';
import { Icon } from '../../components/icon.tsx';
import { Problem } from '../../components/problem.tsx';
import { Buttons, Sheet } from '../../components/sheet.tsx';
import { type Out, useAct } from '../../state/face.ts';
import { bytes, when } from '../../state/places.ts';
import { useWords } from '../../words/words.ts';
import classes from './upkeep.module.css';

type Props = { readonly connection: string; readonly backups: Out<'backups.list'> };

/** Every backup on the server, the newest first. */
export function BackupList({ connection, backups: { list, proven } }: Props) {
  const words = useWords().upkeep.backups;
  const [, go] = useLocation();
  const client = useQueryClient();
  const remove = useAct('backups.remove');
  const [asked, setAsked] = useState<(typeof list)[number]>();
  return (
    <Sheet title={words.listTitle}>
      {list.length === 0 && <p style={{ margin: 0 }}>{words.none}</p>}
      <ul className={classes.points}>
        {list.map((one, index) => (
          <li key={one.name} className={classes.point}>
            <span className={classes.sign}>
              <Icon name="disk" />
            </span>
            <div>
              <strong>{when(one.at)}</strong>
              <p className={classes.dim}>
                {bytes(one.bytes)}, {words.reasons[one.reason]}
                {one.name === proven && `, ${words.isProven}`}
              </p>
              <Buttons>
                <ActButton
                  size="xs"
                  variant="default"
                  aria-label={words.restoreLabel(when(one.at))}
                  onClick={() => go(`/c/${connection}/manage/restore/${encodeURIComponent(one.name)}`)}
                >
                  {words.restore}
                </ActButton>
                <ActButton
                  size="xs"
                  variant="default"
                  aria-label={words.schoolLabel(when(one.at))}
                  onClick={() => go(`/c/${connection}/manage/restore/${encodeURIComponent(one.name)}/school`)}
                >
                  {words.school}
                </ActButton>
                {index > 0 && one.name !== proven && (
                  <ActButton
                    size="xs"
                    variant="subtle"
                    color="gray"
                    c="dimmed"
                    aria-label={words.removeLabel(when(one.at))}
                    onClick={() => setAsked(one)}
                  >
                    {words.remove}
                  </ActButton>
                )}
              </Buttons>
            </div>
          </li>
        ))}
      </ul>
      <Buttons>
        <ActButton variant="default" onClick={() => go(`/c/${connection}/manage/restore-file`)}>
          {words.fromFile}
        </ActButton>
      </Buttons>
      {asked !== undefined && (
        <Confirm
          title={words.removeTitle(when(asked.at))}
          isOpen
          onClose={() => setAsked(undefined)}
          confirmLabel={words.remove}
          isDangerous
          isWorking={remove.isPending}
          onConfirm={() =>
            remove.mutate(
              { connection, name: asked.name },
              {
                onSuccess() {
                  setAsked(undefined);
                  void client.invalidateQueries({ queryKey: ['backups.list', { connection }] });
                },
              },
            )
          }
        >
          <p style={{ margin: 0 }}>{words.removeText}</p>
          {remove.isError && <Problem error={remove.error} />}
        </Confirm>
      )}
    </Sheet>
  );
}
