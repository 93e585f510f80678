// Loaded before everything else. When a file that the first page stands on did not come, because the network was away for a
// moment, the page would stay empty: it is asked for again. Never once the site shows anything, where somebody may be writing.
(() => {
  const waitsMs = [500, 2_000, 5_000];
  const lastMs = 15_000;
  const tried = 'teachtrack-loaded-again';
  let isWaiting = false;

  const isEmpty = () => document.getElementById('root')?.childElementCount === 0;

  function times() {
    try {
      return Number(sessionStorage.getItem(tried) ?? 0);
    } catch {
      // A browser that stores nothing: as if it had been tried often.
      return waitsMs.length;
    }
  }

  function remember(count) {
    try {
      if (count === 0) sessionStorage.removeItem(tried);
      else sessionStorage.setItem(tried, String(count));
    } catch {
      // Then every wait is the longest.
    }
  }

  addEventListener(
    'error',
    ({ target }) => {
      const isFile = target instanceof HTMLScriptElement || target instanceof HTMLLinkElement;
      if (!isFile || isWaiting || !isEmpty()) return;
      isWaiting = true;
      const count = times();
      document.getElementById('away').hidden = false;
      setTimeout(() => {
        isWaiting = false;
        document.getElementById('away').hidden = true;
        if (!isEmpty()) return;
        remember(count + 1);
        location.reload();
      }, waitsMs[count] ?? lastMs);
    },
    true,
  );
  addEventListener('load', () => {
    if (!isWaiting) remember(0);
  });
})();
