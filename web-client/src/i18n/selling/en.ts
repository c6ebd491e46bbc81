/** The texts of the view of one's own listings, in English: no user loads them who sells nothing. The Spanish file has the type of this one. */
export const en = {
  new: 'New listing', edit: 'Edit the listing', editOne: (name: string) => `Edit ${name}`, stateOne: (name: string) => `Change the state of ${name}`, filters: 'Filter by state', all: 'All',
  empty: 'Nothing on sale yet', emptyText: 'List an article, and buyers write to you about it.', none: 'No listing here', noneText: 'None of your listings has this state.', failed: 'Your listings could not be loaded.',
  name: 'Name', price: 'Price', currency: 'Currency', url: 'Address of its page (optional)', image: 'Address of a picture (optional)', addressHint: 'It begins with https://',
  imageHint: 'It begins with https://. The marketplace shows the picture; this page loads none of other addresses.',
  noName: 'Give it a name of one line.', badPrice: (example: string) => `Enter a price, such as ${example}.`, badAddress: 'Enter an address that begins with https://.',
  list: 'List it', listed: 'It is on sale now.', saved: 'The listing is changed.', reservedFor: (name: string) => `For ${name}`, changed: (when: string) => `Changed ${when}`,
};

export type Words = typeof en;
