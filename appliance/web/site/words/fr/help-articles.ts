import type { HelpArticle } from '../en/help-articles.ts';

const ict = ['school-ict-admin', 'district-admin'];
const leaders = [...ict, 'head', 'deputy'];
const approvers = ['head', 'deputy', 'head-of-department'];

const articles: readonly HelpArticle[] = [
  {
    title: 'J’ai oublié mon mot de passe',
    text: 'Demandez un code à six chiffres au responsable informatique de votre école ou à votre chef de département. Sur la page de connexion, appuyez sur « J’ai un code », tapez-le dans le quart d’heure et choisissez un nouveau mot de passe. Un code de secours imprimé sous « Mon compte » marche à tout moment. Aucun e-mail n’est nécessaire.',
  },
  {
    title: 'Le serveur est injoignable',
    text: 'Vérifiez que cet appareil est sur le réseau de l’école. Ce qui est enregistré sur le serveur y reste. Si vos collègues ont le même problème, prévenez votre responsable informatique.',
  },
  {
    title: 'Comment faire une progression ?',
    for: ['teacher'],
    text: 'Ouvrez « Progressions » et appuyez sur « Nouvelle progression ». Choisissez le niveau, le domaine d’apprentissage et la classe, et cochez quand la classe a lieu ; si votre école a saisi son emploi du temps, c’est déjà fait.\nTeachTrack compte les leçons que le trimestre a vraiment, sans les jours fériés et les examens, les partage entre les sous-domaines et écrit une ligne pour chaque leçon. Cela prend quelques secondes. Le texte des résultats n’est jamais modifié.',
  },
  {
    title: 'Et si beaucoup d’enseignants font des progressions en même temps ?',
    for: ['teacher'],
    text: 'La vôtre attend alors son tour quelques secondes, et vous voyez sa place. Vous pouvez fermer la page : elle sera faite quand même.',
  },
  {
    title: 'Comment imprimer une progression, ou l’avoir en fichier Word ?',
    for: ['teacher'],
    text: 'Ouvrez la progression. Ses boutons la donnent en PDF à imprimer et à classer, avec de la place pour les signatures et le cachet, en fichier Word pour continuer à écrire, ou en tableur.',
  },
  {
    title: 'Comment tenir mon cahier de textes ?',
    for: ['teacher'],
    text: 'Ouvrez « Aujourd’hui ». Pour chaque leçon de votre emploi du temps, appuyez sur « Fait », « En partie » ou « Non fait » ; le cahier de textes s’écrit de lui-même à partir de là. Les remarques sont à vous : rien n’est écrit à votre place.\nSans connexion, vos saisies restent sur cet appareil et sont envoyées dès que le serveur répond.',
  },
  {
    title: 'Que faire d’une leçon qui n’a pas été faite ?',
    for: ['teacher'],
    text: 'Marquez-la « Non fait » avec son motif. TeachTrack montre alors les façons de continuer, chacune avec ce qui serait déplacé : tout d’une leçon, deux leçons regroupées, un moment libre pour la rattraper, ou une leçon de révision abandonnée. Rien ne bouge avant votre choix. Ce qui est rattrapé se trouve dans le rattrapage des leçons.',
  },
  {
    title: 'Où en est ma classe ?',
    for: ['teacher', ...approvers],
    text: 'Ouvrez « Avancement ». Il compare ce qui a été fait à ce qui devait l’être, et dit à temps si des leçons manqueront à la fin du trimestre.',
  },
  {
    title: 'Comment une progression est-elle approuvée ?',
    for: ['teacher', ...approvers],
    text: 'L’enseignant la remet. Le chef de département puis le chef d’établissement la regardent : ils l’acceptent, ou la renvoient avec un motif à la ligne qui demande du travail. Personne n’approuve la sienne. Ce qui a été approuvé reste tel quel : les modifications suivantes sont montrées à côté.\nQui approuve trouve ce qui l’attend sous « À vérifier ».',
  },
  {
    title: 'Comment savoir qu’un papier imprimé est celui qui a été approuvé ?',
    text: 'Sur le PDF et le fichier Word d’une progression approuvée, d’une fiche de leçon qui en fait partie et d’un cahier de textes vérifié se trouve un code carré. Scannez-le avec un téléphone sur le réseau de l’école, ou ouvrez l’adresse de ce site suivie de /verify et tapez les lettres sous le carré. Il ne faut pas se connecter. La page dit ce que le papier doit dire, et si c’est encore la version approuvée ou s’il faut l’imprimer de nouveau.',
  },
  {
    title: 'Comment saisir mes propres leçons ?',
    for: ['teacher'],
    text: 'Ouvrez « Ma semaine » et appuyez sur « Saisir mes leçons ». Choisissez une classe et appuyez sur les cases de la semaine. Une classe absente de la liste s’ajoute en dessous. Qui tient l’emploi du temps de l’école voit la même chose, et peut la modifier.',
  },
  {
    title: 'Comment vérifier les cahiers de textes ?',
    for: approvers,
    text: 'Ouvrez « Cahiers à vérifier ». Chaque classe d’une semaine s’y trouve avec ce qui a été noté. Choisissez d’un geste ceux qui sont complets et cochez-les ensemble ; ouvrez les autres, et écrivez un mot à l’enseignant quand cela aide. Ce qui est modifié après votre coche est signalé.',
  },
  {
    title: 'Qui agit pour moi pendant mon absence ?',
    for: approvers,
    text: 'Ouvrez « Mon compte » et choisissez sous « Pendant mon absence » qui vous remplace, d’un jour à un autre. Votre collègue trouve alors sous « À vérifier » et « Cahiers à vérifier » ce qui est pour vous, mais jamais ses propres papiers. Cela se termine de soi-même, ou quand vous y mettez fin.',
  },
  {
    title: 'Comment saisir l’emploi du temps ?',
    for: leaders,
    text: 'Ouvrez « Classes et horaires », ajoutez la classe et ouvrez-la. Dites qui enseigne quoi, et placez les leçons dans la grille, ou importez un fichier de toutes les classes. Un enseignant à deux endroits, ou une classe avec deux leçons à la fois, est signalé aussitôt.\nLe nombre de leçons par semaine, leurs minutes et les doubles sont sous « Leçons par semaine et doubles » ; un niveau peut avoir ses propres heures.',
  },
  {
    title: 'Un jour férié a été déplacé. Que faire ?',
    for: leaders,
    text: 'L’administrateur du district modifie le calendrier et voit, avant qu’il soit en vigueur, quelles progressions sont touchées. La fermeture d’une seule école se saisit à l’école. Les enseignants voient ce qui serait déplacé dans leurs progressions, et décident. Qui dirige l’école, et les chefs de ses départements, peuvent aussi déplacer d’un coup les leçons de toutes les progressions, sur la page du calendrier : elle montre d’abord, enseignant par enseignant, ce qui serait déplacé ; chacun peut l’annuler.',
  },
  {
    title: 'Comment annoncer quelque chose à mon école ?',
    for: leaders,
    text: 'Ouvrez « Annonces » et appuyez sur « Nouvelle annonce ». Elle paraît sur la page d’accueil de tous, du premier au dernier jour que vous fixez ; une annonce urgente est en haut de chaque page. Chacun peut la ranger pour soi.',
  },
  {
    title: 'Comment ajouter un nouveau collègue ?',
    for: ict,
    text: 'Ouvrez « Écoles », choisissez l’école et ajoutez la personne. Notez ou imprimez le mot de passe à usage unique affiché, et remettez-le : il n’est affiché qu’une fois.\nPlusieurs personnes s’importent d’un tableur avec « Importer une liste ». Elle peut aussi dire ce que chacun enseigne : une colonne « teaches » avec « 4 East: English; 5 West: English », ou une colonne de classes et une de matières. Une classe qui n’existe pas encore est créée quand son niveau la précède, comme dans « Grade 4 4 East ».',
  },
  {
    title: 'Comment importer un programme ?',
    for: ['district-admin', 'curriculum-editor'],
    text: 'Ouvrez « Programme » et choisissez les fichiers : ceux de TeachTrack en ligne, des tableaux ou des tableurs. Vous voyez ce que chacun contient et ce qu’il a fallu supposer avant que quoi que ce soit soit repris. C’est ensuite un brouillon que vous pouvez modifier et comparer, et il compte quand vous le mettez en vigueur. Les progressions déjà faites gardent la version dont elles sont issues.',
  },
];

export const helpArticles = { helpArticles: articles };
