import { type FaceError, faceErrorOf } from '../contract/error.ts';

/** What a call or a stream rejects with in a window: the words for people, ready to be shown. */
export class RemoteError extends Error {
  override readonly name = 'RemoteError';
  readonly face: FaceError;

  constructor(face: FaceError) {
    super(`${face.code}: ${face.message}`);
    this.face = face;
  }

  get code(): FaceError['code'] {
    return this.face.code;
  }
}

/** Gives any thrown value as an error that can be shown. */
export function remoteErrorOf(thrown: unknown): RemoteError {
  if (thrown instanceof RemoteError) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new RemoteError(faceErrorOf({ code: 'TT-BUG-01', message, evidence: [] }));
}

export function lineLost(): RemoteError {
  return new RemoteError(
    faceErrorOf({ code: 'TT-WINDOW-04', message: 'The installer does not answer this window any more.', evidence: [] }),
  );
}
