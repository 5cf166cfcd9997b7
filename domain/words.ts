import * as z from 'zod';

/** A text in the two languages of the product: Chinese first, English second. */
export const bilingualSchema = z
  .strictObject({ zh: z.string().min(1), en: z.string().min(1) })
  .meta({ id: 'Bilingual' });
export type Bilingual = z.infer<typeof bilingualSchema>;
export type Language = keyof Bilingual;
