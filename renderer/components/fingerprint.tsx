import { Fragment } from 'react';

/** A long fingerprint in hexadecimal, broken between its pairs; copied as it is. */
export function Fingerprint({ text }: { readonly text: string }) {
  return (
    <code style={{ overflowWrap: 'normal', wordBreak: 'normal' }}>
      {text.split(/(?<=:)/).map((pair, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the pairs never change their places
        <Fragment key={place}>
          {pair}
          <wbr />
        </Fragment>
      ))}
    </code>
  );
}
