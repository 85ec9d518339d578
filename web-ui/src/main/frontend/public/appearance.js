// Before the first paint, so that a chosen appearance does not flash the other one.
try {
  const chosen = localStorage.getItem('hearth.appearance');
  if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset.appearance = chosen;
} catch {
  // No storage in this browser: the system's own appearance it is.
}
