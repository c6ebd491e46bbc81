/** The dialogs of listings and offers, in one file of the built page: few visitors open one, and then soon the other. */
export { default as ListingState } from './ListingState.svelte';
export { default as OfferDialog } from './OfferDialog.svelte';
