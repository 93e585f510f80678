declare const TEACHTRACK_VERSION: string | undefined;

/** Of the release, put in when it is bundled; `development` when run from source. */
export const version: string = typeof TEACHTRACK_VERSION === 'string' ? TEACHTRACK_VERSION : 'development';
