import type { Verification } from '../../engine/verify.ts';
import { answersOf } from '../appliance/health.ts';
import { passOf } from '../pass.ts';

/** That every API instance answers on its own socket, and nginx over HTTPS and HTTP. */
export const siteAnswers: Verification = {
  name: 'The site and every instance behind it answer',
  async run(context) {
    passOf(context).forget();
    const answers = await answersOf(context);
    const bad = answers.filter(({ status }) => status !== 200);
    const detail = bad.map(({ name, status, said }) => `${name}: ${status} ${said}`).join('\n');
    return { ok: bad.length === 0, detail: bad.length === 0 ? answers.map(({ name }) => name).join(', ') : detail };
  },
};
