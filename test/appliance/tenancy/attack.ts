import type { Stack } from '../../services/stack.ts';
import type { Request, User } from '../world.ts';

/** Who attacks: three of another school, and a colleague who is a plain teacher of the same. */
export const attackers = ['teacher', 'ict', 'head', 'colleague'] as const;
export type Attacker = (typeof attackers)[number];

/** The school that is attacked, and everything it has: by names that paths can use, such as `:teacher`. */
export type Home = {
  readonly stack: Stack;
  readonly ict: User;
  readonly teacher: User;
  readonly ids: Record<string, string>;
  /** Texts that no answer to an attacker may hold, whatever its status. */
  readonly secrets: string[];
  /** The body that asks for the scheme `:scheme`, as its owner sent it. */
  readonly schemeRequest: Record<string, unknown>;
};

/**
 * Status that each attacker gets; a 2xx is an answer with nothing of the attacked school in it, -1 a 200 that this
 * attacker may see. Without `head` the same as `ict`.
 */
export type Expected = Readonly<Record<Exclude<Attacker, 'head'>, number>> & { readonly head?: number };

export const hidden: Expected = { teacher: 404, ict: 404, colleague: 404 };
export const refused: Expected = { teacher: 403, ict: 403, colleague: 403 };
export const nothing: Expected = { teacher: 200, ict: 200, colleague: 200 };
/** Of another school nothing, but the colleague may see it. */
export const shared: Expected = { ...nothing, colleague: -1 };
export const hiddenButShared: Expected = { ...hidden, colleague: -1 };

export type Attack = {
  /** As the OpenAPI document has it: `GET /api/v1/people/{id}`. */
  readonly route: string;
  readonly expected: Expected;
  readonly request: (home: Home) => Request;
  /** Answered without a sign-in, with the same. */
  readonly isOpen?: boolean;
};

/** What a file `<feature>.attacks.ts` exports. */
export type AttacksOfFeature = {
  /** Fills `home.ids`, and `home.secrets` with what nobody else may see. */
  readonly prepare?: (home: Home) => Promise<void>;
  readonly attacks: readonly Attack[];
};

type Sent = {
  readonly body?: (home: Home) => unknown;
  readonly headers?: Record<string, string>;
  readonly isOpen?: boolean;
};

/** `attack('PATCH', '/classes/{id}', hidden, '/classes/:class', { body: () => … })` */
export function attack(
  method: NonNullable<Request['method']>,
  route: string,
  expected: Expected,
  path: string,
  sent: Sent = {},
): Attack {
  return {
    route: `${method} /api/v1${route}`,
    expected,
    isOpen: sent.isOpen ?? false,
    request: (home) => ({
      method,
      path: `/api/v1${path.replace(/:(\w+)/g, (_, name: string) => idOf(home, name))}`,
      ...(sent.body === undefined ? {} : { body: sent.body(home) }),
      ...(sent.headers === undefined ? {} : { headers: sent.headers }),
    }),
  };
}

function idOf({ ids }: Home, name: string): string {
  const id = ids[name];
  if (id === undefined) throw new Error(`the attacked school has no ${name}`);
  return id;
}
