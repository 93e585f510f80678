import type { ReactNode } from 'react';
import classes from './components.module.css';

/** A piece of paper on the page: one thing, with its name. */
export function Sheet({ title, children }: { readonly title?: string; readonly children: ReactNode }) {
  return (
    <section className={classes.sheet}>
      {title !== undefined && <h2 className={classes.sheetTitle}>{title}</h2>}
      {children}
    </section>
  );
}

/** Names and values, below each other. */
export function Facts({ of }: { readonly of: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className={classes.facts}>
      {of.map(([name, value]) => (
        <FactRow key={name} name={name} value={value} />
      ))}
    </dl>
  );
}

function FactRow({ name, value }: { readonly name: string; readonly value: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}

export function Buttons({ children }: { readonly children: ReactNode }) {
  return <div className={classes.buttons}>{children}</div>;
}

/** Room between two things. */
export function Gap() {
  return <div style={{ height: 16 }} />;
}
