import { journeyThrough } from './journey.ts';
import { serveSite } from './served-site.ts';

journeyThrough('journey', () => serveSite());
