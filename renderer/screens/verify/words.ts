export const verify = {
  titles: {
    done: 'It works',
    'done-with-warnings': 'It works, with something to look at',
    'not-done': 'It does not work yet',
  },
  leads: {
    done: 'These checks were made on the finished server, and each one passed.',
    'done-with-warnings': 'Each final check passed. What is named below was accepted or is weaker than it should be.',
    'not-done': 'The final checks are the only thing that counts, and not all of them passed.',
  },
  working: 'Reading what was verified',
  checks: 'Final checks',
  passed: 'passed',
  failed: 'did not pass',
  notRun: 'not run',
  notRunBecause: (failed: string) => `Not run, because this did not pass: ${failed}`,
  none: 'No final check was made in this run.',
  warnings: 'To look at',
  again: 'Repair: make a plan',
  handOver: 'Hand over',
  next: 'Prove what it holds',
  report: 'Save the report',
};
