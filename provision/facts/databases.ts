import { layout } from '../layout.ts';
import type { Fact } from '../model/fact.ts';
import { dataDirectory, isForeign } from '../ops/data-directory.ts';
import { columns, integer, lines, section, sections } from './text.ts';

type Schema = { readonly name: string; readonly tables: number };

/** What lies in the data directory of a MySQL or MariaDB server, running or not. */
export type Databases = {
  readonly dataDirectory: string;
  readonly exists: boolean;
  /** Other places that the server's settings name as its data directory. */
  readonly otherDirectories: readonly string[];
  /** Databases beside the server's own and TeachTrack's. */
  readonly foreign: readonly Schema[];
  readonly teachtrack?: Schema;
};

/** Counts the folders of the data directory and their tables; asks no server, so that it works when none runs. */
export const databases: Fact<Databases> = {
  id: 'databases',
  title: 'Databases already there',
  script: `
echo '== settings'
cat /etc/mysql/my.cnf /etc/mysql/*.d/*.cnf /etc/my.cnf /etc/my.cnf.d/*.cnf | sed -n 's/^[[:space:]]*datadir[[:space:]]*=[[:space:]]*//p'
echo '== folders'
if [ ! -d ${dataDirectory} ]; then echo missing
elif [ ! -r ${dataDirectory} ] || [ ! -x ${dataDirectory} ]; then echo closed
else
  for folder in ${dataDirectory}/*/; do
    [ -d "$folder" ] || continue
    count=0
    for table in "$folder"*.ibd "$folder"*.MYD "$folder"*.MAD "$folder"*.CSV; do [ -e "$table" ] && count=$((count + 1)); done
    name=\${folder%/}; printf '%s\\t%s\\n' "\${name##*/}" "$count"
  done
fi
echo '== ours'; if [ -e ${layout.databaseMark} ] || [ -L ${layout.current} ]; then echo yes; fi
exit 0`,
  parse(stdout) {
    const found = sections(stdout);
    const folders = section(found, 'folders').trim();
    if (folders === 'closed') throw new Error(`${dataDirectory} may only be read by root`);
    const all = folders === 'missing' ? [] : lines(folders).map(schema);
    const isOurs = found.get('ours')?.trim() === 'yes';
    const teachtrack = all.find(({ name }) => name === 'teachtrack');
    return {
      dataDirectory,
      exists: folders !== 'missing',
      otherDirectories: [...new Set(lines(section(found, 'settings')).map(plainPath))].filter(
        (path) => path !== dataDirectory,
      ),
      foreign: all.filter(({ name }) => isForeign(name, isOurs)),
      ...(teachtrack === undefined ? {} : { teachtrack }),
    };
  },
};

/** The server writes letters outside a-z, 0-9 and _ in a folder's name as `@` and four hex digits. */
function schema(line: string): Schema {
  const [folder = '', tables] = columns(line);
  const name = folder.replace(/@([0-9a-f]{4})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return { name, tables: integer(tables, `the number of tables of ${folder}`) };
}

function plainPath(setting: string): string {
  return setting
    .replace(/\s*#.*$/, '')
    .replace(/^(["'])(.*)\1$/, '$2')
    .replace(/\/+$/, '')
    .trim();
}
