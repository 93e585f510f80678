import { layout } from '../../layout.ts';
import { rootOwned, type TuningFile, type TuningInput } from '../file.ts';

/** By which the other server's certificate is checked. */
export const databaseAuthority: TuningFile = {
  id: 'mysql/authority',
  title: 'Authority of the database server',
  service: 'database',
  ...rootOwned,
  wanted: (input) => authorityOf(input) !== undefined,
  path: () => layout.databaseAuthority,
  render: (input) => `${authorityOf(input)?.trim() ?? ''}\n`,
  settings: () => [],
};

export function authorityOf({ database }: Pick<TuningInput, 'database'>): string | undefined {
  const tls = database.there?.tls;
  return tls?.kind === 'required' ? tls.ca : undefined;
}
