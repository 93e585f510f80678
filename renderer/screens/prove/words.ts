const teachers = (number: number) => (number === 1 ? '1 teacher' : `${count(number)} teachers`);
const minutes = (number: number) => (number === 1 ? 'about a minute' : `about ${count(number)} minutes`);

export const prove = {
  title: 'How many teachers does it hold?',
  lead: 'Virtual teachers sign in to this server and work on it, more and more of them, until it has shown how many it holds.',
  optional: 'This is optional: you may hand over without it.',
  working: 'Asking the server whether it can be tested now',
  none: 'This server was not tested yet',
  noneText: 'Nobody knows until then how many teachers at once this very machine holds.',
  cannot: 'Not now',
  cannotText: 'The server says why:',
  unknown: 'The version on this server has no capacity test',
  unknownText: 'Upgrade it first. Handing over is possible without the test.',
  again: 'Look again',
  newTitle: { first: 'Test it', next: 'Test it again' },
  what: [
    'Each virtual teacher signs in with an account made for the test, opens pages, saves work and asks for a scheme of work.',
    'Nobody else should work meanwhile. Pages may be slow for whoever does.',
    'All of it is taken away again afterwards, whatever happens. Real schools are not touched.',
  ],
  takes: (users: number, time: number) => `Up to ${teachers(users)} at once: this takes ${minutes(time)}.`,
  users: 'Teachers at once, at most',
  usersHint: '1 to 2,500. It goes there in steps of 150, 500, 1,000 and 2,000.',
  minutes: 'Minutes of steady work',
  minutesHint: 'Up to 60, spread over the steps.',
  wrongUsers: 'Give a whole number from 1 to 2,500.',
  wrongMinutes: 'Give a number above 0, up to 60.',
  size: 'Choose another size',
  start: 'Start the test',
  begun: 'The test is under way',
  making: 'Virtual schools and teachers are being made. The first of them sign in when that is done.',
  stage: (of: number) => `Now: the step of ${teachers(of)}`,
  goesOn: 'The server does this by itself. You may close this window and come back.',
  by: (who: string, from: string) => `Begun by ${who} from ${from}.`,
  live: 'What happens now',
  course: 'How it went',
  charts: {
    users: 'Teachers at work',
    requests: 'Requests a second',
    answer: '95 of 100 answers within',
    schemes: 'Schemes of work waiting',
    processor: 'Processor',
  },
  number: count,
  ms: (value: number) => `${count(Math.round(value))} ms`,
  percent: (value: number) => `${Math.round(value)} %`,
  nothing: 'none yet',
  ofStage: (stage: number) => `of ${count(stage)} in this step`,
  made: (number: number) => `${count(number)} made`,
  generator: (percent: number) => `${percent} % of one is the test itself`,
  mostSoFar: (most: string) => `most so far: ${most}`,
  shape: (what: string, now: string, most: string) => `${what} over time: now ${now}, at most ${most}`,
  errorsNow: (number: number) =>
    number === 1 ? 'One request failed so far.' : `${count(number)} requests failed so far.`,
  stop: 'Stop the test',
  stopTitle: 'Stop the test?',
  stopText:
    'It ends within seconds and there is no verdict. The virtual teachers and all that is theirs are taken away.',
  stopping: 'It is being stopped, and the virtual teachers are taken away',
  stopped: 'The test was stopped',
  stoppedText: 'There is no verdict. The virtual teachers were taken away; start again whenever you like.',
  verdict: {
    passed: (held: number) => `It holds ${teachers(held)} at once`,
    passedText: 'Every mark was met at every step.',
    fewer: (held: number, asked: number) => `It held ${count(held)} of ${teachers(asked)} at once`,
    none: 'It did not hold even the first step',
    smaller: (tier: number) =>
      `It is set up for ${teachers(tier)}, and the test did not go that far. Test it again with ${count(tier)}.`,
    todo: (held: number) =>
      `What to do: begin with at most ${teachers(held)}, and mend what is named above before more are added. Then test it again.`,
    todoNone:
      'What to do: make sure that nothing else runs on this machine and test it again. When it stays so, the machine is too weak for what is asked of it.',
    at: (when: string) => `Tested ${when}.`,
    marks: 'Every mark that was measured',
    stage: (users: number, isPassed: boolean) => `${teachers(users)}: ${isPassed ? 'held' : 'not held'}`,
    mark: 'Mark',
    wanted: 'Wanted',
    measured: 'Measured',
    isMet: 'met',
    isNotMet: 'not met',
    machine: (requests: number, processor: number, generator: number) =>
      `${count(requests)} requests a second; processors ${processor} % busy, of one of them ${generator} % by the test itself.`,
  },
  next: 'Hand over',
  without: 'Hand over without it',
  back: 'Back to this server',
};

function count(number: number): string {
  return new Intl.NumberFormat('en').format(number);
}
