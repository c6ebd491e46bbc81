import { language } from '../../i18n';

const en = {
  title: 'Your account is suspended', reason: (reason: string) => `The moderators wrote: ${reason}`, appeal: 'Appeal', text: 'Why the decision is wrong', hint: 'Another moderator reads it. You can appeal once.',
  sent: 'Your appeal was sent. Log in later to read the answer.', open: 'Your appeal waits for an answer.', answer: 'The answer', outcome: { granted: 'Your appeal was granted. You can log in again.', denied: 'The decision stands.' } as Record<string, string>,
  again: 'This could not be loaded. Log in again.', sentHere: 'Your appeal was sent. The answer comes as a notification.', yours: 'Your appeal', suspension: 'Suspension',
  answered: { granted: 'Your appeal was granted.', denied: 'The decision stands.' } as Record<string, string>,
};

const es: typeof en = {
  title: 'Su cuenta está suspendida', reason: (reason) => `El equipo de moderación escribió: ${reason}`, appeal: 'Reclamar', text: 'Por qué la decisión no es correcta', hint: 'Lo lee otra persona del equipo de moderación. Puede reclamar una vez.',
  sent: 'Su reclamación se ha enviado. Inicie sesión más tarde para leer la respuesta.', open: 'Su reclamación espera respuesta.', answer: 'La respuesta', outcome: { granted: 'Su reclamación fue aceptada. Ya puede iniciar sesión.', denied: 'La decisión se mantiene.' },
  again: 'No se pudo cargar. Inicie sesión de nuevo.', sentHere: 'Su reclamación se ha enviado. La respuesta llega como aviso.', yours: 'Su reclamación', suspension: 'Suspensión',
  answered: { granted: 'Su reclamación fue aceptada.', denied: 'La decisión se mantiene.' },
};

/** The words for users who were warned or suspended, whom few pages ever meet. */
export const words = language === 'es' ? es : en;
