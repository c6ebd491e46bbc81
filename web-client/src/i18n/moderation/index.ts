import { language } from '..';
import { en, type Words } from './en';
import { es } from './es';

export const mod: Words = language === 'es' ? es : en;
