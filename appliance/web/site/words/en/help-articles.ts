/** An answer of the help page; `for` are the roles that need it, all when absent. */
export type HelpArticle = { readonly title: string; readonly text: string; readonly for?: readonly string[] };

const leaders = ['school-ict-admin', 'head', 'deputy', 'district-admin'];
const ict = ['school-ict-admin', 'district-admin'];

const articles: readonly HelpArticle[] = [
  {
    title: 'I have forgotten my password',
    text: 'Ask your school’s ICT person. They give you a new way in on paper, and you choose a password of your own when you next sign in. No e-mail is needed.',
  },
  {
    title: 'How do I make a scheme of work?',
    for: ['teacher'],
    text: 'Open “Schemes of work” and press “New scheme of work”. Choose the grade, the learning area and the class, and tick when the class meets.\nTeachTrack counts the lessons that the term really has, without holidays and exams, shares them out over the sub-strands, and writes a row for every lesson. It takes some seconds. The wording of the outcomes is never changed.',
  },
  {
    title: 'What if many teachers make schemes at the same time?',
    for: ['teacher'],
    text: 'Then yours waits its turn for some seconds, and you see its place. You may close the page: it is made all the same.',
  },
  {
    title: 'The server cannot be reached',
    text: 'See whether this device is on the school network. What is saved at the server stays there. If colleagues have the same trouble, tell your ICT person.',
  },
  {
    title: 'How do I announce something to my school?',
    for: leaders,
    text: 'Open “Announcements” and press “New announcement”. It appears on everybody’s home page from the first to the last day that you set; an urgent one is at the top of every page. Everybody can put it away for themselves.',
  },
  {
    title: 'How do I bring in a new colleague?',
    for: ict,
    text: 'Open “Schools”, choose the school and add the person. Write down or print the one-time password that is shown, and hand it over: it is shown only once.',
  },
];

export const helpArticles = { helpArticles: articles };
