// At the login nobody is there: what was kept of the field form for the person before goes. What he wrote and
// is not yet sent stays in its own store, under his name.
const kept = await navigator.serviceWorker?.getRegistrations();
for (const one of kept ?? []) await one.unregister();
await globalThis.caches?.delete("lapangan");
