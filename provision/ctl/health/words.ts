import type { ServiceHealth } from './summary.ts';

/** What it means for people when a service is not well. */
export const whatIsWrong: Readonly<Record<ServiceHealth['name'], string>> = {
  Database: 'The database is not well: nobody can sign in or save',
  Redis: 'Redis is not well: work cannot be saved and no schemes are generated',
  Workers: 'Not all queue workers run: schemes and documents take longer than usual',
  API: 'The site does not answer everybody',
};

export const sentences = {
  allWell: (people: number | undefined) =>
    people === undefined ? 'All well.' : `All well. ${people} ${people === 1 ? 'person' : 'people'} on now.`,
  noReserve: 'The emergency reserve of the disk is missing.',
  notWell: (wrong: readonly string[], since: string) => `${wrong.join('. ')}. Since ${since}.`,
} as const;
