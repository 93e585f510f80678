import type { StepName } from './steps.ts';

const steps: Readonly<Record<StepName, string>> = {
  connect: 'Connect',
  check: 'Check',
  configure: 'Configure',
  plan: 'Plan',
  install: 'Install',
  verify: 'Verify',
  prove: 'Prove',
  'hand-over': 'Hand over',
};

export const frame = {
  product: 'TeachTrack',
  installer: 'Installer',
  skip: 'Skip to the page',
  menu: 'The way to a running server',
  connectedTo: 'Connected to',
  notConnected: 'Not connected',
  opening: 'Opening',
  fault: 'This page cannot be shown',
  reload: 'Reload the window',
  servers: 'All servers',
  thisServer: 'This server',
  steps,
  stepState: { done: 'done', here: 'you are here', open: 'can be opened', closed: 'not yet' },
  toDark: 'Dark look',
  toLight: 'Light look',
  watching: 'Another window is in charge. You see everything here, but the buttons that change something are its.',
  takeOver: 'Take over',
  unreached:
    'The program behind this window does not answer. It is being reached again; a run on the server goes on by itself.',
  pageTitle: (title: string) => `${title} · TeachTrack Installer`,
};
