// The page's entry point: bundled into a file of its own (tools/build.ts), loaded by the first request for a page.

export { renderPage } from './frame.tsx';
export { isLanguage, LANGUAGES, languageOf } from './language.ts';
export { listPage } from './list-page.tsx';
export { messagePage } from './message-page.tsx';
export { offerPage } from './offer-page.tsx';
export { operationPage } from './operation-page.tsx';
export { problemsPage } from './problems-page.tsx';
