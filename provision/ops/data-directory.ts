/** Where the distribution's database servers keep their databases, each in a folder of its name. */
export const dataDirectory = '/var/lib/mysql';

/** Folders of the database server and Redis that stay when their packages go, and go with the data. */
export const packageData = [dataDirectory, '/var/log/mysql', '/var/lib/redis', '/var/log/redis'] as const;

const serversOwn = /^(mysql|sys|performance_schema|information_schema|lost\+found|#.*|\..*)$/;

/** The copies that a backup's restore, drill and the like make beside the appliance's database. */
export const copiesBeside = ['restore', 'before', 'school', 'drill'] as const;

const copies = new RegExp(`^teachtrack_(${copiesBeside.join('|')})$`);

/**
 * Whether a folder of the data directory is neither the server's own nor TeachTrack's. `isOurs`: TeachTrack made its
 * database there, so that the copies beside it are its own as well.
 */
export function isForeign(folder: string, isOurs: boolean): boolean {
  return folder !== 'teachtrack' && !serversOwn.test(folder) && !(isOurs && copies.test(folder));
}
