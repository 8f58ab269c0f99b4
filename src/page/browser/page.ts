import { offerWishes } from './dialogs.ts';
import { keepUpToDate } from './live.ts';
import { offerPreflight } from './preflight.ts';
import { showLocalTimes } from './times.ts';

// The page's behavior in a browser: local times, updates, and dialogs that call the API. Its texts come with the page.

showLocalTimes(document);
const live = keepUpToDate();
offerWishes(live);
offerPreflight();
