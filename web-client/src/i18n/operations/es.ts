import type { OperationsWords } from './en';

const count = (n: number, one: string, many: string) => `${n.toLocaleString('es')} ${n === 1 ? one : many}`;

export const es: OperationsWords = {
  title: 'Operación', overview: 'Resumen', letters: 'Registros apartados', forbidden: 'Esta página es para quien opera el sistema.', instances: 'Instancias',
  health: { UP: 'En buen estado', DEGRADED: 'Degradado', OUT_OF_SERVICE: 'Poniéndose al día', DOWN: 'Caído', UNREACHABLE: 'Sin respuesta' },
  system: (health) => `Sistema: ${health}`, asOf: (time) => `a las ${time}`, pause: 'Pausar', paused: 'La actualización está en pausa.', resume: 'Continuar',
  up: (up, all) => `${up} de ${count(all, 'instancia', 'instancias')} en buen estado`, failed: 'No se pudo cargar el estado.',
  stale: (time) => `Ya no hay respuesta. Así estaba a las ${time}.`, again: 'El estado vuelve a estar disponible.', figures: 'Cifras de todo el sistema',
  connections: 'Conexiones', asideSince: 'Apartados desde el arranque', lag: 'Kafka', lagText: 'Cuánto retraso lleva el peor cliente de Kafka', upToDate: 'al día', behind: (n) => `${count(n, 'registro', 'registros')} de retraso`, started: 'Desde',
  rates: { requests: 'Peticiones/s', socketEvents: 'Eventos de socket/s', framesSent: 'Tramas enviadas/s', commandsDecided: 'Comandos decididos/s', recordsRead: 'Registros leídos/s', recordsWritten: 'Registros escritos/s' },
  more: 'Partes y cifras', of: (name) => ` de ${name}`, part: 'Parte', state: 'Estado', details: 'Cifras', client: 'Cliente de Kafka', records: 'Registros de retraso', rate: 'Ritmo', perSecond: 'Ahora', noParts: 'Esta instancia no nombra sus partes.',
  filter: 'Filtrar por estado', states: { open: 'Pendientes', replayed: 'Reproducidos', dropped: 'Descartados', all: 'Todos' }, letterState: { open: 'Pendiente', replayed: 'Reproducido', dropped: 'Descartado' }, letterCount: (n) => count(n, 'registro apartado', 'registros apartados'),
  empty: { open: 'Ningún registro pendiente', other: 'Ninguno en este estado' }, emptyText: 'Aquí se aparta lo que un servicio no puede leer o decidir.', noList: (services) => `Sin respuesta de ${services}. Faltan sus registros apartados.`,
  lettersFailed: 'No se pudieron cargar los registros apartados.', reload: 'Recargar', tooMany: 'Hay más de los que muestra esta página. Trate algunos y recargue.', source: 'De', consumer: 'Apartado por', type: 'Tipo', key: 'Clave', size: 'Tamaño', noReason: 'No se anotó ningún motivo.', noValue: 'sin contenido',
  show: 'Ver contenido', showAsk: '¿Ver el contenido?', showText: 'Puede ser lo que alguien escribió en privado. El registro de auditoría anota que usted lo vio.', content: 'Contenido de un registro apartado', base64: 'No es texto; aquí está en base64.', headers: 'Cabeceras', header: 'Cabecera', value: 'Valor', noContent: 'No tiene contenido.',
  replay: 'Reproducir', replayAsk: '¿Reproducir este comando?', replayText: (topic) => `Se escribe una vez en ${topic} y se decide después de todo lo que llegó desde entonces.`, replayed: 'Reproducido.',
  drop: 'Descartar', dropAsk: '¿Descartar este registro?', dropText: 'Cuenta como tratado y deja de aparecer como pendiente. No se borra nada.', dropped: 'Descartado.', notReplayable: 'Solo se pueden reproducir comandos.', by: 'por',
  roles: {
    title: 'Roles', text: 'Quien opera el sistema figura en la configuración. El papel de moderación se da y se quita aquí.', search: 'Buscar a quien dar el papel de moderación', failed: 'No se pudieron cargar los roles.',
    names: { moderator: 'Moderación', operator: 'Operación' }, configured: 'Por la configuración', granted: 'Ahora modera.', revoked: 'Se quitó el papel.',
    grant: 'Dar moderación', grantAsk: (name) => `¿Dar a ${name} el papel de moderación?`, grantText: 'Quien modera lee denuncias con sus pruebas y suspende cuentas. El registro de auditoría anota quién lo decidió.',
    revoke: 'Quitar', revokeAsk: (name) => `¿Quitar el papel a ${name}?`, revokeText: 'Termina en el acto.',
  },
};
