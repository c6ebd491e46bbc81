import { createAccountMails } from '@livemarket/chat-client/account';
import { language } from '../i18n';

/** The mails about accounts, in the language of the page. */
export const mails = createAccountMails({ url: '', language });
