/** What the primary tells a serving process; `connection` comes with the socket. They arrive in the order they were sent. */
export type ToServing = 'connection' | 'goodbye' | 'finish';

/** What a serving process tells: it serves and its event loop turns, or its connections from before the goodbye are gone. */
export type FromServing = 'alive' | 'said-goodbye';

/** Environment of a serving process. */
export const servingVariable = 'TEACHTRACK_SERVING';
