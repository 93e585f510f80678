/** A serving process tells its primary so often that its event loop turns. */
export const signEveryMs = 2_000;
/** Without a sign for so long it is given no new connections while another one is quicker. */
export const quietMs = 5_000;
/** Without a sign for so long it is killed. */
export const silenceMs = 10_000;
/** Its primary looks so often for what is silent. */
export const watchEveryMs = 1_000;
/** A look that comes so late says nothing of anybody's silence: the primary itself stood still, as the whole machine may. */
export const lateMs = 3_000;
/** So long after its start its size says nothing yet. */
export const settleMs = 20_000;
/** And so long may it take to start. */
export const startMs = 30_000;
/** The stores have so long to answer before a process serves without them. */
export const connectMs = 3_000;
/** Longer than the proxy keeps a connection that it does not use. */
export const goodbyeMs = 4_000;
/** After SIGTERM requests have so long to finish. */
export const drainMs = 9_000;
