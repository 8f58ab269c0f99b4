import { offerWishes } from './dialogs.ts';
import { keepUpToDate } from './live.ts';
import { offerPreflight } from './preflight.ts';
import { showLocalTimes } from './times.ts';

// What the page does in a browser: local times, updates, dialogs that make the API's own calls. Texts come with the page.

showLocalTimes(document);
const live = keepUpToDate();
offerWishes(live);
offerPreflight();
