import { language } from '..';
import { en, type Words } from './en';
import { es } from './es';

export const sell: Words = language === 'es' ? es : en;
