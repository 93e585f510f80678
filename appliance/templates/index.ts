import { templateFamilies } from './families.ts';
import ke844Plan from './ke-844/plan.json' with { type: 'json' };
import ke844Record from './ke-844/record.json' with { type: 'json' };
import ke844Recovery from './ke-844/recovery.json' with { type: 'json' };
import ke844Scheme from './ke-844/scheme.json' with { type: 'json' };
import keCbePlan from './ke-cbe/plan.json' with { type: 'json' };
import keCbeRecord from './ke-cbe/record.json' with { type: 'json' };
import keCbeRecovery from './ke-cbe/recovery.json' with { type: 'json' };
import keCbeScheme from './ke-cbe/scheme.json' with { type: 'json' };
import { type Template, type TemplateDoc, type TemplateOf, templateSchema } from './types.ts';
import tz2023Plan from './tz-2023/plan.json' with { type: 'json' };
import tz2023Record from './tz-2023/record.json' with { type: 'json' };
import tz2023Recovery from './tz-2023/recovery.json' with { type: 'json' };
import tz2023Scheme from './tz-2023/scheme.json' with { type: 'json' };

/** Every template as it lies on disk; checked when it is first asked for. */
export const templateFiles: readonly unknown[] = [
  ...[keCbeScheme, keCbePlan, keCbeRecord, keCbeRecovery],
  ...[ke844Scheme, ke844Plan, ke844Record, ke844Recovery],
  ...[tz2023Scheme, tz2023Plan, tz2023Record, tz2023Recovery],
];

const checked = new Map<string, Template>();

/** The template of a document in a family, such as `ke-cbe` and `plan`. A family nobody knows gets Kenya's CBE. */
export function templateOf<Doc extends TemplateDoc>(family: string, doc: Doc): TemplateOf<Doc> {
  const known = templateFamilies.find((one) => one === family) ?? templateFamilies[0];
  const key = `${known}/${doc}`;
  let template = checked.get(key);
  if (template === undefined) {
    template = templateSchema.parse(templateFiles.find((one) => (one as Template).key === key));
    checked.set(key, template);
  }
  return template as TemplateOf<Doc>;
}

/** `ke-cbe` of `ke-cbe/scheme`, the form in which documents keep their template's name. */
export function familyOf(templateKey: string): string {
  return templateKey.split('/')[0] ?? templateKey;
}
