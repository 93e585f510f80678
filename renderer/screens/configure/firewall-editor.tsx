import { Checkbox, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { Answers } from '../../../installer/contract/answers.ts';
import { useWords } from '../../words/words.ts';
import type { EditorOf } from './editors.tsx';
import { readPorts } from './fields.ts';
import { Editor } from './row.tsx';

export type FirewallAnswer = Pick<Answers, 'firewall' | 'openPorts'>;

/** Whether there is a firewall of ours, and what stays open beside SSH and the site. */
export function FirewallEditor({ now, onSave, ...rest }: EditorOf<FirewallAnswer>) {
  const words = useWords().configure;
  const [isOn, setOn] = useState(now.firewall !== 'off');
  const [text, setText] = useState((now.openPorts ?? []).join('\n'));
  const [problem, setProblem] = useState<string>();
  const save = () => {
    if (!isOn) return onSave({ firewall: 'off' });
    const ports = readPorts(text);
    if (ports.value === undefined) return setProblem(words.wrong(ports.of, ports.problem));
    onSave({ firewall: 'on', openPorts: [...ports.value] });
  };
  return (
    <Editor onSave={save} {...rest}>
      <Checkbox
        label={words.firewall.on}
        description={words.firewall.onHint}
        checked={isOn}
        onChange={(event) => setOn(event.currentTarget.checked)}
        autoFocus
      />
      {isOn && (
        <Textarea
          label={words.firewall.ports}
          description={words.firewall.portsHint}
          value={text}
          error={problem}
          rows={3}
          spellCheck={false}
          onChange={(event) => setText(event.currentTarget.value)}
          mt="md"
          maw={420}
        />
      )}
    </Editor>
  );
}
