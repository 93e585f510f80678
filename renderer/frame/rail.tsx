import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { useEffect } from 'react';
import { Link } from 'wouter';
import type { Held } from '../../installer/contract/calls/connection.ts';
import { Icon } from '../components/icon.tsx';
import { Logo } from '../components/logo.tsx';
import { useAct } from '../state/face.ts';
import { hostAndPort } from '../state/places.ts';
import { useWords } from '../words/words.ts';
import classes from './frame.module.css';
import { railSteps, type StepName } from './steps.ts';

type RailProps = {
  readonly held: Held | undefined;
  readonly here: StepName | undefined;
  /** On the server's own page, or on one about a part of it. */
  readonly isManaging: boolean;
};

/** Where one is, where one has been and can go back to. */
export function Rail({ held, here, isManaging }: RailProps) {
  const words = useWords().frame;
  return (
    <header className={classes.rail}>
      <Link href="/" className={classes.brand}>
        <Logo />
        <span>
          {words.product}
          <small>{words.installer}</small>
        </span>
      </Link>
      <div className={classes.server}>
        {held === undefined ? (
          words.notConnected
        ) : (
          <>
            <span>{words.connectedTo}</span>
            {hostAndPort(held)}
          </>
        )}
      </div>
      <nav aria-label={words.menu} className={classes.wizard}>
        <ol className={classes.steps}>
          {railSteps(held).map(({ name, state, href }, index) => (
            <Step key={name} number={index + 1} name={name} state={name === here ? 'here' : state} href={href} />
          ))}
        </ol>
      </nav>
      <div className={classes.foot}>
        {held !== undefined && held.root.kind === 'ready' && (
          <Link
            href={`/c/${held.connection}/manage`}
            className={classes.quiet}
            {...(isManaging ? { 'aria-current': 'page' as const } : {})}
          >
            <Icon name="server" />
            <span className={classes.label}>{words.thisServer}</span>
          </Link>
        )}
        <Link href="/" className={classes.quiet}>
          <Icon name="layers" />
          <span className={classes.label}>{words.servers}</span>
        </Link>
        <LookSwitch />
      </div>
    </header>
  );
}

type StepProps = {
  readonly number: number;
  readonly name: StepName;
  readonly state: 'done' | 'here' | 'open' | 'closed';
  readonly href: string | undefined;
};

function Step({ number, name, state, href }: StepProps) {
  const words = useWords().frame;
  const inner = (
    <>
      <span className={classes.mark} aria-hidden="true">
        {state === 'done' ? <Icon name="tick" size={16} /> : number}
      </span>
      <span className={classes.label}>
        {words.steps[name]}
        <span className="unseen">, {words.stepState[state]}</span>
      </span>
    </>
  );
  return (
    <li className={classes.step} data-state={state}>
      {href === undefined || state === 'here' ? (
        <span className={classes.stepInner} {...(state === 'here' ? { 'aria-current': 'step' as const } : {})}>
          {inner}
        </span>
      ) : (
        <Link href={href} className={classes.stepInner}>
          {inner}
        </Link>
      )}
    </li>
  );
}

function LookSwitch() {
  const words = useWords().frame;
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const { mutate: tellHost } = useAct('host.look');
  useEffect(() => tellHost({ look: colorScheme === 'auto' ? 'system' : colorScheme }), [colorScheme, tellHost]);
  const look = useComputedColorScheme('light');
  const other = look === 'light' ? 'dark' : 'light';
  return (
    <button type="button" className={classes.quiet} onClick={() => setColorScheme(other)}>
      <Icon name={other === 'dark' ? 'moon' : 'sun'} />
      <span className={classes.label}>{other === 'dark' ? words.toDark : words.toLight}</span>
    </button>
  );
}
