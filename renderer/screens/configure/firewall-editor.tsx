import { Button, Checkbox, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { Answers } from '../../../installer/contract/answers.ts';
import { Icon } from '../../components/icon.tsx';
import { useAnswer } from '../../state/face.ts';
import { useWords } from '../../words/words.ts';
import type { EditorOf } from './editors.tsx';
import { readPorts, readSources } from './fields.ts';
import { Editor } from './row.tsx';

export type FirewallAnswer = Pick<Answers, 'firewall' | 'openPorts' | 'sshFrom'>;

type Props = EditorOf<FirewallAnswer> & {
  readonly connection: string;
  /** Where this laptop comes from, as the server sees it. */
  readonly from: string | null;
};

/** Whether there is a firewall of ours, what stays open beside SSH and the site, and from where SSH is let in. */
export function FirewallEditor({ connection, now, from, onSave, ...rest }: Props) {
  const words = useWords().configure;
  const own = words.firewall;
  const [isOn, setOn] = useState(now.firewall !== 'off');
  const [ports, setPorts] = useState((now.openPorts ?? []).join('\n'));
  const [sources, setSources] = useState((now.sshFrom ?? []).join('\n'));
  const [problems, setProblems] = useState<{ readonly ports?: string; readonly sources?: string }>({});
  const save = () => {
    if (!isOn) return onSave({ firewall: 'off' });
    const open = readPorts(ports);
    const admitted = readSources(sources);
    if (open.value !== undefined && admitted.value !== undefined)
      return onSave({ firewall: 'on', openPorts: [...open.value], sshFrom: [...admitted.value] });
    setProblems({
      ...(open.value === undefined ? { ports: words.wrong(open.of, open.problem) } : {}),
      ...(admitted.value === undefined ? { sources: words.wrong(admitted.of, admitted.problem) } : {}),
    });
  };
  const typed = readSources(sources).value ?? [];
  const { data } = useAnswer('answers.letsIn', { connection, sshFrom: [...typed] }, from !== null && typed.length > 0);
  const isShutOut = typed.length > 0 && data?.isLetIn === false;
  return (
    <Editor onSave={save} {...rest}>
      <Checkbox
        label={own.on}
        description={own.onHint}
        checked={isOn}
        onChange={(event) => setOn(event.currentTarget.checked)}
        autoFocus
      />
      {isOn && (
        <>
          <Textarea
            label={own.sources}
            description={own.sourcesHint}
            value={sources}
            error={problems.sources}
            rows={3}
            spellCheck={false}
            onChange={(event) => setSources(event.currentTarget.value)}
            mt="md"
            maw={420}
          />
          {isShutOut && from !== null && (
            <Button
              variant="default"
              size="xs"
              mt="xs"
              leftSection={<Icon name="plus" size={16} />}
              onClick={() => setSources((old) => `${old.trimEnd()}\n${from}`)}
            >
              {own.addThis(from)}
            </Button>
          )}
          <Textarea
            label={own.ports}
            description={own.portsHint}
            value={ports}
            error={problems.ports}
            rows={3}
            spellCheck={false}
            onChange={(event) => setPorts(event.currentTarget.value)}
            mt="md"
            maw={420}
          />
        </>
      )}
    </Editor>
  );
}
