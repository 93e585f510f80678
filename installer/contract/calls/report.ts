import { z } from 'zod';
import { call } from '../define.ts';
import { inConnection, runId, textFile } from '../shapes/place.ts';
import { reportSchema } from '../shapes/report.ts';

const ofRun = z.strictObject({ ...inConnection, run: runId.exactOptional() });

/** Of the run named, else of the last one. */
export const report = {
  'report.get': call({ in: ofRun, out: reportSchema, access: 'anyone' }),
  'report.file': call({
    in: z.strictObject({ ...ofRun.shape, format: z.enum(['html', 'json']) }),
    out: textFile,
    access: 'anyone',
  }),
} as const;
