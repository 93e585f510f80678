import type { ReactNode } from 'react';
import type { Answers } from '../../../installer/contract/answers.ts';
import { Sheet } from '../../components/sheet.tsx';
import type { useAnswers } from '../../state/answers.ts';
import { type Out, useAnswer } from '../../state/face.ts';
import { useWords } from '../../words/words.ts';
import { SizeEditor, TlsEditor } from './choices.tsx';
import { AdministratorEditor, ListEditor, TextEditor, ZoneEditor } from './editors.tsx';
import { readAddresses, readDisplayName, readNames } from './fields.ts';
import { FirewallEditor } from './firewall-editor.tsx';
import { Row } from './row.tsx';
import { SubnetsEditor } from './subnets-editor.tsx';

type Props = {
  readonly connection: string;
  readonly answers: ReturnType<typeof useAnswers>;
  readonly wanted: Out<'answers.get'>['wanted'];
  readonly open: string | undefined;
  readonly onOpen: (row: string | undefined) => void;
};

export function Rows({ connection, answers, wanted, open, onOpen }: Props) {
  const words = useWords().configure;
  const checked = useAnswer('check.last', { connection });
  const met = checked.data === undefined || checked.data === null ? undefined : (checked.data.report.tierMet ?? null);
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
      {row(
        'firewall',
        words.firewall.label,
        wanted.firewall?.kind === 'on' ? words.firewall.value(wanted.firewall.alsoOpen) : words.firewall.none,
        <FirewallEditor
          {...common}
          now={{
            firewall: wanted.firewall?.kind ?? 'off',
            openPorts: wanted.firewall?.kind === 'on' ? wanted.firewall.alsoOpen : [],
          }}
          onSave={save}
        />,
      )}
      {row(
        'subnets',
        words.subnets.label,
        wanted.raisedSubnets.length === 0 ? words.none : words.subnets.value(wanted.raisedSubnets.length),
        <SubnetsEditor {...common} now={wanted.raisedSubnets} onSave={(raisedSubnets) => save({ raisedSubnets })} />,
      )}
    </Sheet>
  );
}
