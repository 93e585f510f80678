/** What an outcome asks of a learner. */
export type VerbFamily = 'know' | 'do' | 'make' | 'value';

export type ActivityPattern = {
  readonly id: string;
  readonly families: readonly VerbFamily[];
  /** `{outcome}` is the outcome from its verb on; `{topic}` the sub-strand. */
  readonly text: string;
};

export type Moment = 'teach' | 'deepen' | 'consolidate' | 'revise';

const know: readonly VerbFamily[] = ['know'];
const active: readonly VerbFamily[] = ['do', 'make'];
const any: readonly VerbFamily[] = ['know', 'do', 'make', 'value'];

const pattern = (id: string, families: readonly VerbFamily[], text: string): ActivityPattern => ({
  id,
  families,
  text,
});

/** Learner-led activities in the project's own words. */
export const activityBank: Readonly<Record<Moment, readonly ActivityPattern[]>> = {
  teach: [
    pattern('think-pair-share', any, 'Think alone, then in pairs, then share with the class how to {outcome}.'),
    pattern('brainstorm', know, 'In groups, brainstorm what is already known about {topic} and {outcome}.'),
    pattern('picture-talk', know, 'Study pictures or real objects on {topic} in pairs and {outcome}.'),
    pattern('question-chain', know, 'Ask and answer questions in turn in small groups to {outcome}.'),
    pattern('card-sort', know, 'Sort word or picture cards on {topic} in groups and use them to {outcome}.'),
    pattern('text-search', know, 'Read a short passage on {topic} in pairs, mark the main points and {outcome}.'),
    pattern('local-example', know, 'Collect examples of {topic} from home and the neighbourhood and {outcome}.'),
    pattern('mind-map', know, 'Draw a mind map of {topic} on the chalkboard together and use it to {outcome}.'),
    pattern('expert-groups', know, 'Split into expert groups, prepare one point each, then return home to {outcome}.'),
    pattern('listen-and-note', know, 'Listen to a short talk or recording on {topic}, note key words and {outcome}.'),
    pattern('demonstrate-copy', active, 'Watch one learner demonstrate, then practise in pairs to {outcome}.'),
    pattern('stations', active, 'Rotate through three stations in groups, each with a task, to {outcome}.'),
    pattern('worked-steps', active, 'Put the steps of a solved example in order in pairs, then {outcome}.'),
    pattern('mini-slates', active, 'Work on small boards or paper, show and compare answers, to {outcome}.'),
    pattern('guided-practice', active, 'Practise in groups with one learner explaining each step, to {outcome}.'),
    pattern('outdoor-task', active, 'Go outside in groups, carry out a task on {topic} and {outcome}.'),
    pattern('materials-hunt', ['make'], 'Collect low-cost local materials in groups and use them to {outcome}.'),
    pattern('sketch-first', ['make'], 'Sketch an idea, discuss it with a partner, improve it and {outcome}.'),
    pattern('build-together', ['make'], 'Share out roles in a group (maker, checker, reporter) and {outcome}.'),
    pattern('story-circle', ['value'], 'Tell true stories about {topic} in a circle and discuss why we {outcome}.'),
    pattern('case-discussion', ['value'], 'Discuss a short case from daily life in groups and {outcome}.'),
    pattern('pledge-poster', ['value'], 'Make a class poster of promises on {topic} and {outcome}.'),
    pattern('thank-you-round', ['value'], 'Name in a round what {topic} gives to people at home and {outcome}.'),
  ],
  deepen: [
    pattern('peer-teach', any, 'Teach a partner what was learnt about {topic}, swap roles and {outcome}.'),
    pattern('find-the-mistake', active, 'Find and correct mistakes in sample work in pairs, then {outcome}.'),
    pattern('real-task', active, 'Solve a task from the market, farm or home in groups, to {outcome}.'),
    pattern('compare-methods', active, 'Compare two ways of working on {topic} and choose one to {outcome}.'),
    pattern('debate', ['know', 'value'], 'Hold a short debate on {topic}, giving reasons, to {outcome}.'),
    pattern('role-play', ['know', 'value', 'do'], 'Prepare and act a role play on {topic} that helps to {outcome}.'),
    pattern('interview', ['know', 'value'], 'Interview a classmate or an elder on {topic}, report and {outcome}.'),
    pattern('puzzle-exchange', active, 'Make puzzles or questions on {topic}, exchange them and {outcome}.'),
    pattern('timed-challenge', active, 'Take a friendly timed challenge in teams to {outcome}.'),
    pattern(
      'journal',
      ['know', 'value'],
      'Write or draw a journal entry on {topic}, read it to a partner and {outcome}.',
    ),
  ],
  consolidate: [
    pattern('gallery-walk', any, 'Display group work on {topic}, walk round, comment and improve it.'),
    pattern('quiz-teams', any, 'Set and answer a team quiz that covers all of {topic}.'),
    pattern('exit-ticket', any, 'Complete a short individual task on {topic} and check it with a partner.'),
    pattern('portfolio-pick', any, 'Choose the best piece of work on {topic}, add it to the portfolio and say why.'),
    pattern('summary-chart', any, 'Make a one-page summary chart of {topic} in groups and present it.'),
    pattern('project-share', any, 'Present a small group project on {topic} and answer questions from the class.'),
  ],
  revise: [
    pattern('revision-corners', any, 'Choose a corner of the room by topic, revise there in groups, then rotate.'),
    pattern('past-tasks', any, 'Work through tasks of the term in pairs and explain each answer.'),
    pattern('question-box', any, 'Draw questions from a class box in turn and answer them as a team.'),
    pattern('teach-back', any, 'Prepare a five-minute lesson on one topic of the term and teach it back.'),
  ],
};

const families: readonly { readonly family: VerbFamily; readonly verbs: RegExp }[] = [
  {
    family: 'value',
    verbs: /^(appreciate|value|enjoy|respect|embrace|promote|show|desire|care|acknowledge|develop)\b/i,
  },
  { family: 'make', verbs: /^(make|create|design|construct|compose|build|draw|model|prepare|plan|produce|write)\b/i },
  {
    family: 'know',
    verbs:
      /^(identify|name|list|define|state|explain|describe|outline|recogni[sz]e|discuss|classify|distinguish|tell|mention|examine|find out|understand|locate|read|listen)\b/i,
  },
];

export function verbFamily(outcome: string): VerbFamily {
  return families.find((one) => one.verbs.test(outcome))?.family ?? 'do';
}
