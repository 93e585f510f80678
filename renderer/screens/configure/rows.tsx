import type { ReactNode } from 'react';
import type { Answers } from '../../../installer/contract/answers.ts';
import { Note } from '../../components/note.tsx';
import { Sheet } from '../../components/sheet.tsx';
import type { useAnswers } from '../../state/answers.ts';
import { type Out, useAnswer } from '../../state/face.ts';
import { useWords } from '../../words/words.ts';
import { whereOf } from '../upkeep/copy-draft.ts';
import { knownSecrets } from './alerts-answers.ts';
import { AlertsEditor } from './alerts-editor.tsx';
import { CopiesEditor, NightlyEditor } from './backups-editors.tsx';
import { SizeEditor, TlsEditor } from './choices.tsx';
import { DatabaseEditor } from './database-editor.tsx';
import { AdministratorEditor, ListEditor, TextEditor, ZoneEditor } from './editors.tsx';
import { readAddresses, readDisplayName, readNames } from './fields.ts';
import { FirewallEditor } from './firewall-editor.tsx';
import { FixedRow, Row } from './row.tsx';
import { SubnetsEditor } from './subnets-editor.tsx';

/** What is taken where the answers say nothing. */
const usualNight = '01:30';

type Settled = Out<'answers.get'>;

type Props = {
  readonly connection: string;
  readonly answers: ReturnType<typeof useAnswers>;
  readonly settled: Settled;
  readonly open: string | undefined;
  readonly onOpen: (row: string | undefined) => void;
};

export function Rows({ connection, answers, settled, open, onOpen }: Props) {
  const { configure: words, upkeep } = useWords();
  const { wanted } = settled;
  const { backups } = settled.answers;
  const nightly = wanted.backups?.nightly ?? usualNight;
  const checked = useAnswer('check.last', { connection });
  const met = checked.data === undefined || checked.data === null ? undefined : (checked.data.report.tierMet ?? null);
  // On a running server they are set by what looks after it; its answers are how it began.
  const isInstalled = (checked.data?.existing.version ?? null) !== null;
  const close = () => onOpen(undefined);
  const save = (part: Answers | Partial<Answers>) => answers.change((now) => ({ ...now, ...part }), close);
  const common = { onClose: close, isSaving: answers.isSaving, error: answers.error };
  const row = (id: string, label: string, value: ReactNode, editor: ReactNode) => (
    <Row key={id} label={label} value={value} isOpen={open === id} onOpen={() => onOpen(id)} onClose={close}>
      {editor}
    </Row>
  );
  const listed = (values: readonly string[]) => (values.length === 0 ? words.none : values.join(', '));
  return (
    <Sheet>
      {row(
        'name',
        words.name.label,
        wanted.displayName,
        <TextEditor
          {...common}
          {...words.name}
          now={wanted.displayName}
          read={readDisplayName}
          onSave={(displayName) => save({ displayName })}
        />,
      )}
      {row(
        'size',
        words.size.label,
        words.size.tier(wanted.tier),
        <SizeEditor {...common} now={wanted.tier} met={met} onSave={(tier) => save({ tier })} />,
      )}
      {row(
        'addresses',
        words.addresses.label,
        listed(wanted.addresses),
        <ListEditor
          {...common}
          {...words.addresses}
          emptyProblem={words.addresses.empty}
          now={wanted.addresses}
          read={readAddresses}
          onSave={(addresses) => save({ addresses: [...addresses] })}
        />,
      )}
      {row(
        'names',
        words.names.label,
        listed(wanted.names),
        <ListEditor
          {...common}
          {...words.names}
          now={wanted.names}
          read={readNames}
          onSave={(names) => save({ names: [...names] })}
        />,
      )}
      {row(
        'tls',
        words.tls.label,
        words.tls.kinds[wanted.tls.kind].label,
        <TlsEditor {...common} now={wanted.tls.kind} onSave={(tls) => save({ tls })} />,
      )}
      {row(
        'admin',
        words.admin.label,
        words.admin.value(wanted.administrator.userName, wanted.administrator.fullName),
        <AdministratorEditor
          {...common}
          now={wanted.administrator}
          onSave={(administrator) => save({ administrator })}
        />,
      )}
      {row(
        'zone',
        words.zone.label,
        wanted.timeZone,
        <ZoneEditor {...common} now={wanted.timeZone} onSave={(timeZone) => save({ timeZone })} />,
      )}
      {isInstalled ? (
        <FixedRow label={words.database.label} value={words.database.value(wanted.database)} />
      ) : (
        row(
          'database',
          words.database.label,
          words.database.value(wanted.database),
          <DatabaseEditor
            {...common}
            now={settled}
            onSave={(database, databasePassword) =>
              answers.change(
                ({ database: _, ...now }) => ({ ...now, ...(database === undefined ? {} : { database }) }),
                close,
                databasePassword === undefined ? {} : { databasePassword },
              )
            }
          />,
        )
      )}
      {row(
        'firewall',
        words.firewall.label,
        <FirewallValue settled={settled} />,
        <FirewallEditor
          {...common}
          connection={connection}
          now={
            wanted.firewall?.kind === 'on'
              ? { firewall: 'on', openPorts: wanted.firewall.alsoOpen, sshFrom: wanted.firewall.sshFrom ?? [] }
              : { firewall: 'off' }
          }
          from={settled.ssh.from}
          onSave={save}
        />,
      )}
      {row(
        'subnets',
        words.subnets.label,
        wanted.raisedSubnets.length === 0 ? words.none : words.subnets.value(wanted.raisedSubnets.length),
        <SubnetsEditor {...common} now={wanted.raisedSubnets} onSave={(raisedSubnets) => save({ raisedSubnets })} />,
      )}
      {row(
        'nightly',
        words.nightly.label,
        nightly === 'off' ? words.nightly.off : words.nightly.value(nightly),
        <NightlyEditor {...common} now={nightly} onSave={(at) => save({ backups: { ...backups, nightly: at } })} />,
      )}
      {isInstalled ? (
        <FixedRow label={words.copies.label} value={words.later(upkeep.parts.backups.title)} />
      ) : (
        row(
          'copies',
          words.copies.label,
          listed((backups?.copies ?? []).map(whereOf)),
          <CopiesEditor
            {...common}
            now={backups?.copies ?? []}
            onSave={(copies) => save({ backups: { ...backups, copies } })}
          />,
        )
      )}
      {isInstalled ? (
        <FixedRow label={words.alerts.label} value={words.later(upkeep.parts.alerts.title)} />
      ) : (
        row(
          'alerts',
          words.alerts.label,
          words.alerts.value(toldOf(settled)),
          <AlertsEditor
            {...common}
            now={settled}
            onSave={(alerts, secrets) =>
              answers.change(
                ({ alerts: _, ...now }) => ({ ...now, ...(alerts === undefined ? {} : { alerts }) }),
                close,
                secrets,
              )
            }
          />,
        )
      )}
    </Sheet>
  );
}

/** What stays open, and whether that shuts out the one who sits here. */
function FirewallValue({ settled: { wanted, ssh } }: { readonly settled: Settled }) {
  const words = useWords().configure.firewall;
  const { firewall } = wanted;
  if (firewall?.kind !== 'on') return words.none;
  return (
    <>
      {words.value(firewall.alsoOpen, firewall.sshFrom ?? [])}
      {ssh.isShutOut && ssh.from !== null && (
        <div style={{ marginTop: 8 }}>
          <Note tone="bad" title={words.shutOut(ssh.from)} role="status" />
        </div>
      )}
    </>
  );
}

/** Who is told, and what is still missing for it. */
function toldOf(settled: Settled) {
  const { mail, webhook = false } = settled.wanted.alerts ?? {};
  const known = knownSecrets(settled);
  return {
    to: mail?.to ?? [],
    webhook,
    lacksPassword: mail?.user !== undefined && !known.mailPassword,
    lacksAddress: webhook && !known.webhookUrl,
  };
}
