export const components = {
  copy: 'Copy',
  copied: 'Copied',
  likely: 'Most likely because',
  now: 'What to do now',
  exactly: 'What exactly happened',
  code: (code: string) => `Code ${code}`,
  retry: 'Try again',
  /** What is wrong with one field: the second half of a sentence about it. */
  fault: (problem: string) => `This ${problem}.`,
  cancel: 'Cancel',
  close: 'Close',
  back: 'Back',
  saved: (path: string) => `Saved as ${path}`,
  savedToDownloads: (name: string) => `${name} is in your downloads`,
  logOf: 'Log of the run',
  secondsShort: (seconds: number) => (seconds < 10 ? `${seconds.toFixed(1)} s` : `${Math.round(seconds)} s`),
  minutesShort: (seconds: number) => (seconds < 45 ? '< 1 min' : `${Math.round(seconds / 60)} min`),
  minutes: (seconds: number) => {
    if (seconds < 45) return 'less than a minute';
    const minutes = Math.max(1, Math.round(seconds / 60));
    return minutes === 1 ? 'about a minute' : `about ${minutes} minutes`;
  },
};
