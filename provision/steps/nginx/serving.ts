import type { Step } from '../../model/step.ts';
import { answersOf, siteTargets } from '../appliance/health.ts';
import { inForce, settingChanges, settingEvidence } from '../in-force.ts';
import { settingsWanted } from '../kept.ts';
import { checked } from '../satisfied.ts';
import { serving } from '../serving.ts';
import { nginxFiles } from './configured.ts';

export const nginxServing: Step = serving({
  id: 'nginx/serving',
  title: 'Web server',
  needs: ['nginx/configured', 'appliance/running'],
  seconds: 3,
  unit: () => 'nginx.service',
  async ask(context, input) {
    const found = await inForce(context, await settingsWanted(context, nginxFiles, input), input);
    const names = new Set(siteTargets(context.wanted).map(({ name }) => name));
    const answers = (await answersOf(context)).filter(({ name }) => names.has(name));
    const bad = answers.filter(({ status }) => status !== 200);
    const changes = bad.map(
      ({ name, status, said }) =>
        ({ kind: 'setting', of: 'nginx', name: `${name} answers`, from: `${status} ${said}`, to: '200' }) as const,
    );
    return checked([...settingChanges('nginx', found), ...changes], {}, [
      ...answers.map(({ name }) => `${name} answers`),
      ...settingEvidence('nginx', found),
    ]);
  },
});
