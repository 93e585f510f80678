import type { Bank } from './types.ts';

export const en: Bank = {
  openings: [
    'Learners say in pairs what they already know about {topic} and share one idea with the class.',
    'Learners look at {resource} and tell a partner what they notice and what they wonder.',
    'Learners answer the question “{question}” in their own words; different answers go on the board.',
    'Learners sing or clap a short rhyme on {topic} and name the words they remember.',
    'Learners sort five words on {topic} into known and new, in groups.',
    'Learners share a short story from home that has to do with {topic}.',
  ],
  bridges: [
    'Learners name the main points of {before} and say how {topic} may follow from it.',
    'Learners answer three quick questions on {before}, then look at what is new: {topic}.',
    'Learners show their work on {before} to a partner and agree on what they can already do.',
  ],
  developments: {
    know: [
      'Learners compare their findings with another group and add what was missing.',
      'Learners write the main points in their exercise books, each in one sentence.',
      'Learners ask each other questions on {topic}; whoever answers asks the next one.',
      'Learners match words and meanings on {topic} and correct each other.',
      'Learners explain in turn, with an example of their own, how to {outcome}.',
    ],
    do: [
      'Learners try a first task in pairs and say each step aloud.',
      'Learners work on two tasks of their own and check them with a partner.',
      'Learners explain to another group how they worked and where they had to think twice.',
      'Learners who are sure help others; those who finish early make a task for the class.',
      'Learners carry out the task again, faster or with other numbers, words or objects.',
    ],
    make: [
      'Learners agree on who does what and collect what the group needs.',
      'Learners make a first version, show it to another group and improve it.',
      'Learners check their work against three points agreed by the class.',
      'Learners show what they made and tell how they did it.',
      'Learners name one thing they would change next time.',
    ],
    value: [
      'Learners act out a short scene on {topic} in groups.',
      'Learners talk in a circle about what {topic} means at home and at school.',
      'Learners choose one thing they can do this week and write it down.',
      'Learners give each other a kind word for what they did in the group.',
      'Learners listen to two opinions and say with reasons which one they share.',
    ],
  },
  closings: [
    'Learners say in one sentence what they learnt about {topic}.',
    'Learners do one short task on {topic} alone and compare the answer with a partner.',
    'Learners name three points on {topic}; one of them writes them on the board.',
    'Learners show with thumbs how sure they are, and ask what is still open.',
    'Learners answer the question “{question}” once more and say what has changed.',
  ],
  extensions: [
    'Find an example of {topic} at home or on the way, draw or describe it, and bring it to the next lesson.',
    'Ask somebody at home what they know about {topic} and note two things.',
    'Make two questions on {topic} for the class, with their answers.',
    'Make a small poster on {topic} with what is at hand.',
    'Teach somebody at home what was learnt and say how it went.',
  ],
  homework: [
    'Answer two questions on {topic} in the exercise book.',
    'Complete the tasks on {topic} that were begun in class.',
    'Write three sentences on {topic} with an example from home.',
  ],
  methods: {
    know: ['Question and answer', 'Group discussion', 'Guided discovery', 'Think-pair-share'],
    do: ['Practice in pairs', 'Demonstration by learners', 'Group work', 'Stations'],
    make: ['Project work', 'Learning by making', 'Group work'],
    value: ['Role play', 'Story telling', 'Discussion in a circle'],
  },
  issues: [
    'Life skills: working together and listening to each other',
    'Health: keeping oneself and the classroom clean',
    'Environment: taking care of materials and using them again',
    'Safety: handling tools and objects with care',
    'Social cohesion: respecting each other’s ideas and languages',
    'Financial literacy: using what is at hand and not wasting it',
  ],
  links: [
    'Languages: new words on {topic} are spoken, read and written.',
    'Mathematics: things are counted, measured or compared.',
    'Creative arts: ideas on {topic} are drawn, sung or acted.',
    'Social studies: {topic} is found in the life of the community.',
    'Science: learners observe, ask why and test an idea.',
    'Agriculture and nutrition: examples come from garden and kitchen.',
  ],
  without: {
    outcome: 'work on {topic}',
    question: 'What do we need to know about {topic}?',
    resource: 'real objects',
  },
};
