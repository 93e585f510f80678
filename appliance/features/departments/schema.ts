import { z } from 'zod';
import { idSchema, line } from '../common/schema.ts';

export const departmentSchema = z.object({
  id: idSchema,
  schoolId: idSchema,
  name: z.string(),
  /** Who belongs to it today, heads included. */
  people: z.int(),
});
export type Department = z.infer<typeof departmentSchema>;

/** `GET /api/v1/departments?schoolId=…`: by name. */
export const departmentsQuery = z.object({ schoolId: idSchema });
export const departmentsAnswer = z.object({ items: z.array(departmentSchema) });
export type DepartmentsAnswer = z.infer<typeof departmentsAnswer>;

/** `POST /api/v1/departments`. */
export const createDepartmentRequest = z.strictObject({ schoolId: idSchema, name: line(80) });
export type CreateDepartmentRequest = z.infer<typeof createDepartmentRequest>;

/** `PATCH /api/v1/departments/:id`. */
export const renameDepartmentRequest = z.strictObject({ name: line(80) });
