import { language } from '..';
import { en, type Words } from './en';
import { es } from './es';

export const ops: Words = language === 'es' ? es : en;
