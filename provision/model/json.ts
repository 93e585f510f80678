/** Anything that survives JSON text unchanged: what journals, plans and receipts are made of. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };
