export type { ErrorCode } from '../../provision/model/error.ts';
