import type { Migration } from './migration.ts';

const options = 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci';
const id = 'CHAR(26) CHARACTER SET ascii COLLATE ascii_bin';
const moments =
  'created_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3), updated_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3)';

export const announcements: Migration = {
  id: '0050-announcements',
  statements: [
    `CREATE TABLE announcement (
      id ${id} NOT NULL PRIMARY KEY, district_id ${id} NOT NULL, school_id ${id} NULL, author_id ${id} NULL,
      title VARCHAR(120) NOT NULL, body TEXT NOT NULL, urgent TINYINT NOT NULL DEFAULT 0,
      from_date DATE NOT NULL, to_date DATE NOT NULL, ${moments},
      KEY announcement_district (district_id, school_id, to_date), KEY announcement_school (school_id, to_date),
      CONSTRAINT announcement_district FOREIGN KEY (district_id) REFERENCES district (id) ON DELETE CASCADE,
      CONSTRAINT announcement_school FOREIGN KEY (school_id) REFERENCES school (id) ON DELETE CASCADE,
      CONSTRAINT announcement_author FOREIGN KEY (author_id) REFERENCES user (id) ON DELETE SET NULL
    ) ${options}`,
    `CREATE TABLE announcement_seen (
      user_id ${id} NOT NULL, announcement_id ${id} NOT NULL, at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
      PRIMARY KEY (user_id, announcement_id), KEY announcement_seen_announcement (announcement_id),
      CONSTRAINT announcement_seen_user FOREIGN KEY (user_id) REFERENCES user (id) ON DELETE CASCADE,
      CONSTRAINT announcement_seen_announcement FOREIGN KEY (announcement_id) REFERENCES announcement (id) ON DELETE CASCADE
    ) ${options}`,
  ],
};
