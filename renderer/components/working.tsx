import { Loader } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './components.module.css';

/** Something takes its time: what it is, and what that means. */
export function Working({ title, children }: { readonly title: string; readonly children?: ReactNode }) {
  return (
    <div className={classes.working} role="status">
      <Loader size="md" aria-hidden="true" />
      <div>
        <p>
          <strong>{title}</strong>
        </p>
        {children}
      </div>
    </div>
  );
}
