import type { Words } from './en';

export const es: Words = {
  title: 'Moderación', reports: 'Denuncias', flags: 'Marcados', rules: 'Normas', person: 'Persona', status: { open: 'Pendientes', taken: 'En curso', resolved: 'Resueltas', answered: 'Respondidas', all: 'Todas' }, reportState: { open: 'Pendiente', taken: 'En curso', resolved: 'Resuelta' },
  filter: 'Filtrar por estado', emptyReports: 'Aquí no hay denuncias', emptyText: 'Cuando alguien denuncia a otra persona, aparece aquí.', emptyFlags: 'Nada marcado', emptyFlagsText: 'Aquí aparecen los mensajes en los que las normas encuentran algo.',
  reported: 'Denunciado', by: 'por', report: 'Denuncia', evidence: 'Pruebas', noEvidence: 'No se adjuntaron mensajes.', deleted: 'eliminado', edited: 'como era antes',
  take: 'Atender', taken: (name) => `La atiende ${name}`, mine: 'La atiende usted', notes: 'Notas', noNotes: 'Aún no hay notas.', note: 'Nota', addNote: 'Añadir nota',
  uphold: 'Confirmar', dismiss: 'Desestimar', outcome: { upheld: 'Confirmada', dismissed: 'Desestimada' }, resolveNote: 'Nota para el registro (opcional)',
  history: 'Historial', noHistory: 'Nada registrado.', suspended: 'Suspendida', suspendedUntil: (when) => `Suspensión hasta ${when}`, forever: 'Suspensión indefinida', good: 'Sin sanciones',
  warn: 'Advertir', suspend: 'Suspender', lift: 'Levantar suspensión', reason: 'Motivo', reasonHints: { warn: 'La persona lo lee.', suspend: 'La persona lo lee.', lift: 'Solo lo lee el equipo de moderación, en el historial.' }, until: 'Hasta (vacío: indefinida)', done: 'Hecho.', score: 'Puntuación', look: 'Abrir',
  kinds: { 'user-warned': 'Advertencia', 'user-suspended': 'Suspensión', 'suspension-lifted': 'Suspensión levantada', 'user-reported': 'Denuncia', 'report-resolved': 'Denuncia resuelta', 'report-taken': 'Denuncia atendida', 'report-annotated': 'Nota', 'flag-resolved': 'Marca resuelta', 'risk-raised': 'Riesgo elevado', 'appeal-made': 'Reclamó', 'appeal-answered': 'Reclamación respondida' },
  lookAt: 'Ver a una persona', newRule: 'Nueva norma', editRule: 'Editar norma', words: 'Palabras', wordsHint: 'En su orden. * al final de una palabra vale por cualquier terminación; solo, por hasta tres palabras.',
  categoryHint: 'Categoría: minúsculas sin acentos y _, por ejemplo estafa. La lee quien envía un mensaje rechazado.', findRule: 'Buscar una norma', noRule: (text) => `Ninguna norma contiene «${text}».`,
  category: 'Categoría', severity: 'Gravedad', action: 'Acción', actions: { flag: 'Marcar', mask: 'Ocultar', reject: 'Rechazar' }, enabled: 'En vigor', off: 'Desactivada', shipped: 'de serie',
  dry: 'Ensayo', dryText: 'Lo que la norma habría encontrado.', days: 'Días atrás', run: 'Probar', hits: (hits, messages) => `${hits} de ${messages} mensajes`, partial: 'No dio tiempo a buscar en todo.',
  noHits: 'La norma no habría encontrado nada.', switchOff: 'Desactivar', emptyRules: 'Aún no hay normas', emptyRulesText: 'Una norma busca palabras y marca, oculta o rechaza el mensaje.', forbidden: 'Esta página es para el equipo de moderación.',
  appeals: 'Reclamaciones', emptyAppeals: 'Aquí no hay reclamaciones', emptyAppealsText: 'Cuando alguien reclama contra una advertencia o una suspensión, aparece aquí.', appealed: { warning: 'Advertencia', suspension: 'Suspensión' },
  decidedBy: 'decidió', answer: 'Respuesta, que lee la persona', grant: 'Aceptar', deny: 'Rechazar', appealOutcome: { granted: 'Aceptada', denied: 'Rechazada' },
  failed: 'No se pudo cargar.', since: 'desde',
  view: 'Ver', viewLogged: 'Cada consulta de un archivo queda registrada, con su nombre.', pending: 'Espera aprobación', approve: 'Aprobar', withdraw: 'Retirar',
  pendingText: (hits, messages) => `Se habría encontrado en ${hits} de ${messages} mensajes del último día. La tiene que aprobar otra persona del equipo de moderación.`,
  proposed: 'La norma espera a una segunda persona del equipo.', approvedBy: 'aprobada por', changes: 'Cambios', noChanges: 'Esta norma no se ha cambiado nunca.',
  changeKinds: { defined: 'Cambiada', proposed: 'Propuesta', approved: 'Aprobada', withdrawn: 'Retirada' }, yes: 'sí', no: 'no',
};
