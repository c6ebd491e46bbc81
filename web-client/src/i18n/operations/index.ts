import { language } from '../index';
import { en, type OperationsWords } from './en';
import { es } from './es';

export const ops: OperationsWords = language === 'es' ? es : en;
