import type { Words } from './en';

/** The texts of the view of one's own listings, in Spanish. */
export const es: Words = {
  new: 'Nuevo anuncio', edit: 'Editar el anuncio', editOne: (name) => `Editar ${name}`, stateOne: (name) => `Cambiar el estado de ${name}`, filters: 'Filtrar por estado', all: 'Todos',
  empty: 'Aún no vende nada', emptyText: 'Publique un artículo y quien quiera comprarlo le escribirá.', none: 'Ningún anuncio aquí', noneText: 'Ninguno de sus anuncios está en este estado.', failed: 'No se pudieron cargar sus anuncios.',
  name: 'Nombre', price: 'Precio', currency: 'Moneda', url: 'Dirección de su página (opcional)', image: 'Dirección de una foto (opcional)', addressHint: 'Empieza por https://',
  imageHint: 'Empieza por https://. El marketplace muestra la foto; esta página no carga ninguna de otras direcciones.',
  noName: 'Póngale un nombre de una línea.', badPrice: (example) => `Escriba un precio, como ${example}.`, badAddress: 'Escriba una dirección que empiece por https://.',
  list: 'Publicar', listed: 'Ya está a la venta.', saved: 'El anuncio ha cambiado.', reservedFor: (name) => `Para ${name}`, changed: (when) => `Cambiado: ${when}`,
};
