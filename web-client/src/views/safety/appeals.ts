/** Appeals against moderators' decisions, in one file of the built page: no user loads it who was neither warned nor suspended. */
export { default as Suspended } from './Suspended.svelte';
export { default as Warned } from './Warned.svelte';
