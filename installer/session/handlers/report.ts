import { ProvisionError } from '../../../provision/model/error.ts';
import type { report } from '../../contract/calls/report.ts';
import { reportSchema } from '../../contract/shapes/report.ts';
import { reportOf } from '../ask-server.ts';
import { jsonOf } from '../ctl.ts';
import type { HandlersOf, SessionContext } from './context.ts';

export function reportHandlers({ connections }: SessionContext): HandlersOf<typeof report> {
  return {
    'report.get': async ({ connection, run }) => {
      const text = await reportOf(connections.get(connection).administered, 'json', run);
      const parsed = reportSchema.safeParse(jsonOf(text));
      if (parsed.success) return parsed.data;
      throw new ProvisionError({ code: 'TT-RUN-04', message: 'The engine did not answer with a report.' });
    },
    'report.file': async ({ connection, run, format }) => {
      const { administered } = connections.get(connection);
      const text = await reportOf(administered, format, run);
      const name = `teachtrack-report-${administered.host.replaceAll(':', '-')}.${format}`;
      return { name, type: format === 'html' ? 'text/html' : 'application/json', text };
    },
  };
}
