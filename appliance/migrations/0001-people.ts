import type { Migration } from './migration.ts';

const options = 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci';
const id = 'CHAR(26) CHARACTER SET ascii COLLATE ascii_bin';
const moments =
  'created_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3), updated_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3)';

export const people: Migration = {
  id: '0001-people',
  statements: [
    `CREATE TABLE district (
      id ${id} NOT NULL PRIMARY KEY, name VARCHAR(120) NOT NULL, time_zone VARCHAR(64) NOT NULL, locale VARCHAR(20) NOT NULL,
      ${moments}
    ) ${options}`,
    `CREATE TABLE school (
      id ${id} NOT NULL PRIMARY KEY, district_id ${id} NOT NULL, code VARCHAR(40) NOT NULL, name VARCHAR(120) NOT NULL,
      level VARCHAR(20) NOT NULL, ${moments},
      UNIQUE KEY school_code (district_id, code),
      CONSTRAINT school_district FOREIGN KEY (district_id) REFERENCES district (id)
    ) ${options}`,
    `CREATE TABLE user (
      id ${id} NOT NULL PRIMARY KEY, user_name VARCHAR(60) NOT NULL, staff_number VARCHAR(40) NULL,
      full_name VARCHAR(120) NOT NULL, phone VARCHAR(30) NULL, language VARCHAR(10) NOT NULL DEFAULT 'en',
      password_hash VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NOT NULL, must_change TINYINT NOT NULL DEFAULT 1,
      status VARCHAR(20) NOT NULL DEFAULT 'active', ${moments},
      UNIQUE KEY user_user_name (user_name), UNIQUE KEY user_staff_number (staff_number)
    ) ${options}`,
    `CREATE TABLE sign_in_name (
      name VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL PRIMARY KEY, user_id ${id} NOT NULL,
      KEY sign_in_name_user (user_id),
      CONSTRAINT sign_in_name_user FOREIGN KEY (user_id) REFERENCES user (id) ON DELETE CASCADE
    ) ${options}`,
    `CREATE TABLE membership (
      id ${id} NOT NULL PRIMARY KEY, user_id ${id} NOT NULL, district_id ${id} NOT NULL, school_id ${id} NULL,
      role VARCHAR(30) NOT NULL, valid_from DATE NOT NULL, valid_to DATE NULL, ${moments},
      KEY membership_user (user_id), KEY membership_school (school_id, user_id),
      CONSTRAINT membership_user FOREIGN KEY (user_id) REFERENCES user (id) ON DELETE CASCADE,
      CONSTRAINT membership_district FOREIGN KEY (district_id) REFERENCES district (id),
      CONSTRAINT membership_school FOREIGN KEY (school_id) REFERENCES school (id) ON DELETE CASCADE
    ) ${options}`,
    `CREATE TABLE session (
      id ${id} NOT NULL PRIMARY KEY, token_hash CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL, user_id ${id} NOT NULL,
      device VARCHAR(200) NOT NULL, expires_at DATETIME(3) NOT NULL, created_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
      UNIQUE KEY session_token (token_hash), KEY session_user (user_id), KEY session_expires (expires_at),
      CONSTRAINT session_user FOREIGN KEY (user_id) REFERENCES user (id) ON DELETE CASCADE
    ) ${options}`,
    `CREATE TABLE audit (
      id ${id} NOT NULL PRIMARY KEY, at DATETIME(3) NOT NULL, actor_id ${id} NULL, school_id ${id} NULL,
      action VARCHAR(60) NOT NULL, object VARCHAR(120) NOT NULL, meta MEDIUMTEXT NOT NULL,
      KEY audit_school (school_id, at), KEY audit_actor (actor_id, at)
    ) ${options}`,
  ],
};
